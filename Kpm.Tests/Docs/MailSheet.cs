using System.Globalization;
using System.Net;
using System.Text;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Mail;
using Kpm.Tests.Functions.Adapters.Mail;

namespace Kpm.Tests.Docs;

/// <summary>Every mail of the catalogue side by side, each in a window of its own width.</summary>
/// <param name="Language">In which language; null for all at once.</param>
/// <param name="Width">How wide the window of each mail is.</param>
/// <param name="Height">How high it is.</param>
/// <param name="Zoom">How much smaller the mails are shown.</param>
/// <param name="IsDark">Whether the reader likes it dark.</param>
internal sealed record MailSheet(Language? Language, int Width, int Height, double Zoom, bool IsDark)
{
    private const int Gap = 12;

    /// <summary>On a phone and on a desk, in one language and in all, light and dark.</summary>
    public static IReadOnlyList<MailSheet> All { get; } =
    [
        new(Kpm.Core.Shared.Language.En, 390, 700, 0.5, IsDark: false),
        new(Kpm.Core.Shared.Language.En, 390, 700, 0.5, IsDark: true),
        new(null, 390, 1_900, 0.35, IsDark: false),
        new(null, 390, 1_900, 0.35, IsDark: true),
        new(Kpm.Core.Shared.Language.En, 1_280, 640, 0.35, IsDark: false),
        new(Kpm.Core.Shared.Language.En, 1_280, 640, 0.35, IsDark: true),
        new(null, 1_280, 1_500, 0.35, IsDark: false),
        new(null, 1_280, 1_500, 0.35, IsDark: true),
    ];

    public string Name => $"{GoldenMails.CodeOf(Language)}-{(Width < 600 ? "phone" : "desk")}-{(IsDark ? "dark" : "light")}";

    public (int Width, int Height) Size => ((Columns * (Scaled(Width) + Gap)) + Gap, (Rows * (Scaled(Height) + Gap)) + Gap);

    private int Columns => Width < 600 ? 8 : 4;

    private static IEnumerable<Notification> Mails => Catalogue.All.Where(row => row.Channel == NotificationChannel.Mail);

    private int Rows => (Mails.Count(Shows) + Columns - 1) / Columns;

    public async Task<string> PageAsync()
    {
        var page = new StringBuilder("<!doctype html><meta charset=\"utf-8\"><title>Mails</title><body style=\"margin:0;background:#888\">");
        var place = 0;
        foreach (var row in Mails.Where(Shows))
        {
            var mail = await new FluidMailRenderer().RenderAsync(SampleMails.Realistic(row.Words!), Language, default);
            var (left, top) = (Gap + (place % Columns * (Scaled(Width) + Gap)), Gap + (place / Columns * (Scaled(Height) + Gap)));
            page.Append(
                CultureInfo.InvariantCulture,
                $"<iframe srcdoc=\"{WebUtility.HtmlEncode(mail.Html)}\" scrolling=\"no\" style=\"position:absolute;left:{left}px;top:{top}px;width:{Width}px;height:{Height}px;border:0;transform:scale({Zoom});transform-origin:0 0\"></iframe>");
            place++;
        }

        return page.ToString();
    }

    private bool Shows(Notification row) => Language is not null || !row.IsInternal;

    private int Scaled(int length) => (int)(length * Zoom);
}
