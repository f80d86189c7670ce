using System.Net;
using System.Text.RegularExpressions;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Mail;
using AnyMail = Kpm.Core.Notifications.Mail;

namespace Kpm.Tests.Functions.Adapters.Mail;

/// <summary>What an <see cref="IMailRenderer"/> does with every mail that there is, in every language that it has.</summary>
public sealed partial class FluidMailRendererTests
{
    /// <summary>What people may try as a name, and a trace of it that would show that it worked.</summary>
    public static TheoryData<string, string> HostileNames { get; } = new()
    {
        { "<script>alert(1)</script>", "<script" },
        { "\"><img src=x onerror=alert(1)>", "<img" },
        { "' onload='x", "' onload='x" },
        { "anna</p></section></main>", "anna</p>" },
        { "{{ 6 | times: 7 }}{% assign x = 1 %}", "42" },
        { "&lt;b&gt;bold", "<b>bold" },
    };

    private readonly FluidMailRenderer _renderer = new();

    [Fact]
    public void Given_TheMails_When_Counted_Then_ThereIsOnePerKindWithWordsOfItsOwn()
    {
        SampleMails.Types.Should().HaveCount(Enum.GetValues<MailKind>().Length);
        SampleMails.Types.Select(type => SampleMails.Filled(type, "x").Template).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public async Task Given_AMail_When_Rendered_Then_EveryVariableStandsInBothForms(Type type, Language? language)
    {
        var mail = await _renderer.RenderAsync(SampleMails.Filled(type, "ñ & 家"), language, default);

        foreach (var variable in SampleMails.Variables(type))
        {
            WebUtility.HtmlDecode(mail.Html).Should().Contain($"{variable} ñ & 家");
            mail.Text.Should().Contain($"{variable} ñ & 家");
        }

        (mail.Subject + mail.Html + mail.Text).Should().NotContainAny("{{", "}}", "{%", "%}");
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public async Task Given_AHostileNameInAnyVariable_When_Rendered_Then_ItIsNothingButText(Type type, Language? language)
    {
        foreach (var (name, trace) in HostileNames.Select(row => row.Data))
        {
            var mail = await _renderer.RenderAsync(SampleMails.Filled(type, name), language, default);

            mail.Html.Should().NotContain(trace);
            foreach (var variable in SampleMails.Variables(type))
            {
                WebUtility.HtmlDecode(mail.Html).Should().Contain($"{variable} {name}");
                mail.Text.Should().Contain($"{variable} {name}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public async Task Given_LinesAndTurnsInAnyVariable_When_Rendered_Then_ItIsOneLineReadAsWritten(Type type, Language? language)
    {
        var mail = await _renderer.RenderAsync(SampleMails.Filled(type, "anna\r\nBcc: ben@example.com\n\n# x\u2028[y](Name)\u202Etxt.exe\u2066"), language, default);

        mail.Subject.Should().NotContainAny("\r", "\n", "\u2028");
        mail.Text.Should().Contain("anna  Bcc: ben@example.com  # x [y](Name)txt.exe").And.NotContainAny("\r", "\u202E", "\u2066", "\u2028");
        WebUtility.HtmlDecode(mail.Html).Should().NotContainAny("\r", "\u202E", "\u2066", "\u2028");
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public async Task Given_AMail_When_Rendered_Then_ItIsAPageThatNeedsNothingElse(Type type, Language? language)
    {
        var mail = await _renderer.RenderAsync(SampleMails.Realistic(type), language, default);

        var codes = language is { } one ? [one.ToString().ToLowerInvariant()] : new[] { "ca", "es", "en" };
        Sections().Matches(mail.Html).Select(match => match.Groups["code"].Value).Should().Equal(codes);
        mail.Html.Should().StartWith("<!doctype html>").And.Contain($"<html lang=\"{codes[0]}\">").And.Contain("color-scheme").And.Contain("prefers-color-scheme: dark");
        mail.Html.Should().NotContainAny("<img", "<table", "<script", "@import", "url(");
        mail.Subject.Split(" · ").Should().HaveCount(codes.Length).And.OnlyHaveUniqueItems().And.OnlyContain(subject => subject.Length > 5);
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public async Task Given_AMailWithALink_When_Rendered_Then_TheLinkStandsBelowItsButtonAndInTheText(Type type, Language? language)
    {
        var mail = await _renderer.RenderAsync(SampleMails.Realistic(type), language, default);

        foreach (var link in SampleMails.Variables(type).Where(name => name.EndsWith("Link", StringComparison.Ordinal)).Select(SampleMails.Value))
        {
            mail.Text.Should().Contain($":\n{link}\n");
            mail.Html.Should().Contain($"<a class=\"button\" href=\"{link}\"").And.Contain($">{link}</a>");
        }
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public void Given_TheWordsOfAMail_When_TheyNameAVariable_Then_TheMailHasIt(Type type, Language? language)
    {
        foreach (var code in language is { } one ? [one.ToString().ToLowerInvariant()] : new[] { "ca", "es", "en" })
        {
            Variable().Matches(Words($"{SampleMails.Filled(type, "x").Template}.{code}.liquid")).Select(match => match.Groups["name"].Value).Distinct()
                .Should().BeEquivalentTo(SampleMails.Variables(type));
        }
    }

    [Fact]
    public async Task Given_AUserWhomNobodyReferred_When_TheBoardIsTold_Then_ItSaysSo()
    {
        var mail = await _renderer.RenderAsync(new NewUserInternalMail("id", "anna", "anna@example.com", Referral: null, "reference"), Language.En, default);

        mail.Html.Should().Contain("<p>Referred by: nobody</p>");
        mail.Text.Should().Contain("Referred by: nobody");
    }

    /// <summary>Every mail in each language that it has, and in all at once.</summary>
    public static TheoryData<Type, Language?> Mails()
    {
        var mails = new TheoryData<Type, Language?>();
        foreach (var type in SampleMails.Types)
            foreach (var language in SampleMails.LanguagesOf(type)) mails.Add(type, language);
        return mails;
    }

    private static string Words(string name)
    {
        using var reader = new StreamReader(typeof(AnyMail).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"(\{\{\s*([a-z]+\.)?|\{% (els)?if |\]\()(?<name>[A-Z]\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex("<section lang=\"(?<code>..)\">", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sections();
}
