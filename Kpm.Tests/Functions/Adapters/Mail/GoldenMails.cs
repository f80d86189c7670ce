using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Mail;
using Kpm.Tests.Local;

namespace Kpm.Tests.Functions.Adapters.Mail;

/// <summary>Every mail in each language that it has, as it was last looked at. <c>make docs</c> writes the files.</summary>
internal static class GoldenMails
{
    public static string Folder { get; } = Path.Combine(LocalPart.RepositoryRoot, "Kpm.Tests", "Functions", "Adapters", "Mail", "Golden");

    /// <summary>The names of the files with what is to be in them.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> FilesAsync()
    {
        var renderer = new FluidMailRenderer();
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (row, language) in Mails())
        {
            var mail = await renderer.RenderAsync(SampleMails.Realistic(row.Words!), language, default);
            var name = $"{SampleMails.Realistic(row.Words!).Template}.{CodeOf(language)}";
            files[$"{name}.subject"] = mail.Subject + "\n";
            files[$"{name}.html"] = mail.Html;
            files[$"{name}.txt"] = mail.Text;
        }

        return files;
    }

    public static async Task WriteAsync()
    {
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
        Directory.CreateDirectory(Folder);
        foreach (var (name, text) in await FilesAsync()) await File.WriteAllTextAsync(Path.Combine(Folder, name), text);
    }

    public static string CodeOf(Language? language) => language?.ToString().ToLowerInvariant() ?? "all";

    private static IEnumerable<(Notification Row, Language? Language)> Mails() =>
        from row in Catalogue.All
        where row.Channel == NotificationChannel.Mail
        from language in SampleMails.LanguagesOf(row.Words!)
        select (row, language);
}
