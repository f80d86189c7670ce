using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using Fluid;
using Kpm.Core.Notifications;

namespace Kpm.Functions.Adapters.Mail;

/// <summary>Fills Liquid templates; in HTML every variable is escaped.</summary>
internal sealed class FluidMailRenderer : IMailRenderer
{
    private static readonly FluidParser Parser = new();
    private readonly ConcurrentDictionary<string, IFluidTemplate> _templates = new(StringComparer.Ordinal);
    private readonly TemplateOptions _options = new() { MemberAccessStrategy = new UnsafeMemberAccessStrategy() };

    public async Task<(string Html, string Text)> RenderAsync(Core.Notifications.Mail mail, CancellationToken cancellationToken)
    {
        var context = new TemplateContext(mail, _options);
        var html = await Template($"{mail.Template}.html.liquid").RenderAsync(context, HtmlEncoder.Default);
        var text = await Template($"{mail.Template}.txt.liquid").RenderAsync(context, NullEncoder.Default);
        return (html, text);
    }

    private IFluidTemplate Template(string name) => _templates.GetOrAdd(name, static file =>
    {
        using var stream = typeof(Core.Notifications.Mail).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"There is no mail template '{file}'.");
        using var reader = new StreamReader(stream);
        return Parser.Parse(reader.ReadToEnd());
    });
}
