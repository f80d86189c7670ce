using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Fluid;
using Fluid.Values;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.Mail;

/// <summary>Puts the words of a mail into the layout that all mails share. In HTML every variable is escaped; everywhere it is one line.</summary>
internal sealed class FluidMailRenderer : IMailRenderer
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly Lazy<IFluidTemplate> HtmlLayout = new(() => new FluidParser().Parse(Read("layout.html.liquid")));
    private static readonly Lazy<IFluidTemplate> TextLayout = new(() => new FluidParser().Parse(Read("layout.txt.liquid")));
    private readonly ConcurrentDictionary<string, MailWords> _words = new(StringComparer.Ordinal);
    private readonly TemplateOptions _layoutOptions = new() { MemberAccessStrategy = new UnsafeMemberAccessStrategy() };
    private readonly TemplateOptions _wordOptions = new()
    {
        MemberAccessStrategy = new UnsafeMemberAccessStrategy(),
        ValueConverters = { value => value is string text ? new StringValue(OneLine.Of(text)) : null },
    };

    public async Task<MailText> RenderAsync(Core.Notifications.Mail mail, Language? language, CancellationToken cancellationToken)
    {
        List<Part> parts = [];
        foreach (var code in language is { } one ? [CodeOf(one)] : Codes) parts.Add(await PartAsync(mail, code));
        var subject = string.Join(" · ", parts.Select(part => mail.IsRehearsal ? $"{RehearsalMark.Of(part.Language)} {part.Subject}" : part.Subject));
        var page = new Page(subject, parts, Catalogue.Of(mail).CanBeRefused, mail.IsRehearsal);
        return new MailText(
            subject,
            await HtmlLayout.Value.RenderAsync(new TemplateContext(page, _layoutOptions), Encoder),
            await TextLayout.Value.RenderAsync(new TemplateContext(page, _layoutOptions), NullEncoder.Default));
    }

    /// <summary>In the order in which they follow each other when the reader's language is not known.</summary>
    private static string[] Codes { get; } = [CodeOf(Language.Ca), CodeOf(Language.Es), CodeOf(Language.En)];

    private static string CodeOf(Language language) => language switch
    {
        Language.Ca => "ca",
        Language.Es => "es",
        Language.En => "en",
    };

    private async Task<Part> PartAsync(Core.Notifications.Mail mail, string code)
    {
        var words = _words.GetOrAdd($"{mail.Template}.{code}.liquid", static file => MailWords.Parse(Read(file)));
        var context = new TemplateContext(mail, _wordOptions);
        return new Part(
            code,
            await words.Subject.RenderAsync(context, NullEncoder.Default),
            await words.Preheader.RenderAsync(context, NullEncoder.Default),
            await words.Html.RenderAsync(context, Encoder),
            await words.Text.RenderAsync(context, NullEncoder.Default));
    }

    private static string Read(string file)
    {
        using var stream = typeof(Core.Notifications.Mail).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"There is no mail template '{file}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>What the layouts show.</summary>
    private sealed record Page(string Subject, IReadOnlyList<Part> Parts, bool CanBeRefused, bool IsRehearsal);

    /// <summary>A mail in one language.</summary>
    private sealed record Part(string Language, string Subject, string Preheader, string Html, string Text);
}
