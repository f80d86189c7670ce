using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Kpm.Core.Notifications;
using Kpm.Functions.Adapters.Mail;
using AnyMail = Kpm.Core.Notifications.Mail;

namespace Kpm.Tests.Functions.Adapters.Mail;

/// <summary>What an <see cref="IMailRenderer"/> does with every mail that there is.</summary>
public sealed partial class FluidMailRendererTests
{
    private readonly FluidMailRenderer _renderer = new();

    [Fact]
    public void Given_TheMails_When_Counted_Then_ThereIsOnePerKindWithBothTemplates()
    {
        var mails = Mails().Select(row => row.Data).ToList();

        mails.Should().HaveCount(Enum.GetValues<MailKind>().Length);
        mails.Select(type => Filled(type, "x").Template).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public async Task Given_AMail_When_Rendered_Then_EveryVariableStandsInBothForms(Type type)
    {
        var (html, text) = await _renderer.RenderAsync(Filled(type, "ñ & 家"), default);

        foreach (var variable in Variables(type))
        {
            WebUtility.HtmlDecode(html).Should().Contain($"{variable} ñ & 家");
            text.Should().Contain($"{variable} ñ & 家");
        }

        (html + text).Should().NotContainAny("{{", "}}", "{%", "%}");
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public async Task Given_MarkupInAVariable_When_Rendered_Then_ItIsTextInHtmlAndUnchangedInText(Type type)
    {
        const string markup = "<script>alert(\"1\")</script>' onload='x";

        var (html, text) = await _renderer.RenderAsync(Filled(type, markup), default);

        html.Should().NotContainAny("<script", "\"1\"", "onload='x").And.Contain("&lt;script&gt;");
        text.Should().Contain(markup);
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public async Task Given_LiquidInAVariable_When_Rendered_Then_ItIsNotRun(Type type)
    {
        var (_, text) = await _renderer.RenderAsync(Filled(type, "{{ 6 | times: 7 }}"), default);

        text.Should().Contain("{{ 6 | times: 7 }}").And.NotContain("42");
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public void Given_ATemplate_When_ItNamesAVariable_Then_TheMailHasIt(Type type)
    {
        foreach (var form in new[] { "html", "txt" })
        {
            Variable().Matches(Template($"{Filled(type, "x").Template}.{form}.liquid")).Select(match => match.Groups[1].Value).Distinct()
                .Should().NotBeEmpty().And.BeSubsetOf(Variables(type));
        }
    }

    [Fact]
    public async Task Given_AUserWhomNobodyReferred_When_TheBoardIsTold_Then_ItSaysSo()
    {
        var (html, text) = await _renderer.RenderAsync(new NewUserInternalMail("id", "anna", "anna@example.com", Referral: null, "reference"), default);

        html.Should().Contain("<dt>Referred by</dt><dd>nobody</dd>");
        text.Should().Contain("Referred by: nobody");
    }

    public static TheoryData<Type> Mails() => new(typeof(AnyMail).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(AnyMail))));

    /// <summary>The mail with a text of its own in each variable.</summary>
    private static AnyMail Filled(Type type, string text) =>
        (AnyMail)Activator.CreateInstance(type, [.. Variables(type).Select(variable => $"{variable} {text}")])!;

    private static IEnumerable<string> Variables(Type type) => type.GetConstructors(BindingFlags.Public | BindingFlags.Instance).Single().GetParameters().Select(parameter => parameter.Name!);

    private static string Template(string name)
    {
        using var reader = new StreamReader(typeof(AnyMail).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\{\{\s*(\w+)")]
    private static partial Regex Variable();
}
