using System.Reflection;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using AnyMail = Kpm.Core.Notifications.Mail;

namespace Kpm.Tests.Functions.Adapters.Mail;

/// <summary>Every mail that there is, filled.</summary>
internal static class SampleMails
{
    private const string Link = "https://api.keepem.app/api/v1/a/page?some_token=eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIwMTkwIn0.c2lnbmF0dXJl";

    private static readonly Dictionary<string, string> Values = new()
    {
        ["Name"] = "anna",
        ["KeepName"] = "ben",
        ["InviterName"] = "La Maria",
        ["FounderName"] = "Laia",
        ["ActivationLink"] = Link,
        ["ResetLink"] = Link,
        ["ConfirmLink"] = Link,
        ["AcceptLink"] = Link,
        ["ClaimLink"] = Link,
        ["CertificateLink"] = Link,
        ["CheckInLink"] = Link,
        ["WatchLink"] = Link,
        ["Date"] = "2026-03-31",
        ["Until"] = "2026-03-31",
        ["Id"] = "01900000-0000-7000-8000-000000000001",
        ["Username"] = "anna",
        ["Email"] = "anna@example.com",
        ["Referral"] = "01900000-0000-7000-8000-000000000002",
        ["AdminReference"] = "https://api.keepem.app/api/v1/users/01900000-0000-7000-8000-000000000001",
        ["Device"] = "Firefox (Linux)",
        ["Time"] = "2026-03-31 09:15 UTC",
        ["TakenBack"] = "7",
        ["Downloaded"] = "2",
        ["FirstDownload"] = "2026-03-31 09:15 UTC",
        ["Kept"] = "1",
        ["Form"] = "General feedback",
        ["Question"] = "What do you like, and what would you change?",
        ["Response"] = "Everything; and there could be more of it.",
    };

    public static IReadOnlyList<Type> Types { get; } = [.. typeof(AnyMail).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(AnyMail))).OrderBy(type => type.Name, StringComparer.Ordinal)];

    /// <summary>In English only what the board gets; anything else in each language, and in all.</summary>
    public static IReadOnlyList<Language?> LanguagesOf(Type type) => RowOf(type).IsInternal ? [Language.En] : [Language.Ca, Language.Es, Language.En, null];

    /// <summary>The row of the catalogue.</summary>
    public static Notification RowOf(Type type) => Catalogue.All.Single(row => row.Words == type);

    /// <summary>As it may be in life.</summary>
    public static AnyMail Realistic(Type type) => Fill(type, Value);

    /// <summary>With the name of each variable and a text in it.</summary>
    public static AnyMail Filled(Type type, string text) => Fill(type, name => $"{name} {text}");

    public static string Value(string variable) => Values[variable];

    public static IReadOnlyList<string> Variables(Type type) => [.. Parameters(type == typeof(FeedbackDigestMail) ? typeof(FeedbackDigestAnswer) : type).Select(parameter => parameter.Name!)];

    private static AnyMail Fill(Type type, Func<string, string> valueOf) => type == typeof(FeedbackDigestMail)
        ? new FeedbackDigestMail([new FeedbackDigestAnswer(valueOf("Form"), valueOf("Question"), valueOf("Response"))])
        : (AnyMail)Activator.CreateInstance(type, [.. Parameters(type).Select(parameter => (object)valueOf(parameter.Name!))])!;

    private static ParameterInfo[] Parameters(Type type) => type.GetConstructors(BindingFlags.Public | BindingFlags.Instance).Single().GetParameters();
}
