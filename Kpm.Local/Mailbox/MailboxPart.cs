using System.Diagnostics;
using System.Globalization;
using Kpm.Local.Hosting;

namespace Kpm.Local.Mailbox;

/// <summary>A mailbox for people: smtp4dev, a dotnet tool of the repository, as a child process. Its web page shows what the mail sink relayed.</summary>
public static class MailboxPart
{
    /// <summary>Runs <c>mailbox --port P --data DIR --smtp-port S</c>.</summary>
    public static Task<int> RunAsync(PartOptions options)
    {
        var port = options.Integer("port", 5080);
        var smtpPort = int.Parse(options.Required("smtp-port"), CultureInfo.InvariantCulture);
        var data = Path.GetFullPath(options.Required("data"));
        string[] arguments =
        [
            "tool", "run", "smtp4dev", "--", $"--urls={WebPart.Address(port)}", $"--smtpport={smtpPort}", "--imapport=", "--pop3port=",
            "--bindaddress=127.0.0.1", "--disableipv6", $"--db={Path.Combine(data, "mailbox.db")}", $"--baseappdatapath={data}", "--nousersettings",
        ];
        var program = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = RepositoryFolder.Find() };
        return new SupervisedPart("mailbox", [port, smtpPort], data, program, SupervisedPart.AnswersHttp(new Uri(WebPart.Address(port)))).RunAsync();
    }
}
