using System.Text.RegularExpressions;
using Fluid;

namespace Kpm.Functions.Adapters.Mail;

/// <summary>
/// The words of a mail in one language, in the forms that mails need. In the file, "# " begins the subject, "[label](Variable)" is a
/// button with a link, a line of nothing but Liquid tags stays what it is, and every other line is a paragraph, the first one a greeting.
/// What a variable holds is filled in later, so that it can never become anything but text.
/// </summary>
internal sealed partial class MailWords
{
    private const string ButtonForm =
        """
        <p class="action"><a class="button" href="{{ $link }}" style="display:inline-block;padding:14px 28px;border-radius:8px;background-color:#7a3b2e;color:#ffffff;font-weight:bold;line-height:20px;text-decoration:none">$label</a></p>
        <p class="link" style="font-size:14px;line-height:20px;word-break:break-all"><a href="{{ $link }}" style="color:#7a3b2e">{{ $link }}</a></p>

        """;

    private static readonly FluidParser Parser = new();

    private MailWords(string subject, string preheader, string html, string text) =>
        (Subject, Preheader, Html, Text) = (Parser.Parse(subject), Parser.Parse(preheader), Parser.Parse(html), Parser.Parse(text));

    public IFluidTemplate Subject { get; }

    /// <summary>What mail programs show beside the subject: the first paragraph that says something.</summary>
    public IFluidTemplate Preheader { get; }

    public IFluidTemplate Html { get; }

    public IFluidTemplate Text { get; }

    public static MailWords Parse(string file)
    {
        var lines = file.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var (html, text, paragraphs) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var line in lines.Skip(1))
        {
            if (Button().Match(line) is { Success: true } button)
            {
                var (label, link) = (button.Groups["label"].Value, button.Groups["link"].Value);
                html.Add(ButtonForm.Replace("$label", label, StringComparison.Ordinal).Replace("$link", link, StringComparison.Ordinal));
                text.Add($"{label}:\n{{{{ {link} }}}}\n\n");
            }
            else if (Tags().IsMatch(line))
            {
                html.Add(line);
                text.Add(line);
            }
            else
            {
                html.Add($"<p>{line}</p>\n");
                text.Add($"{line}\n\n");
                paragraphs.Add(line);
            }
        }

        return new MailWords(lines[0].TrimStart('#', ' '), paragraphs[Math.Min(1, paragraphs.Count - 1)], string.Concat(html), string.Concat(text));
    }

    [GeneratedRegex(@"^\[(?<label>[^\]]+)\]\((?<link>\w+)\)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Button();

    [GeneratedRegex(@"^(\{%[^%]*%\}\s*)+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tags();
}
