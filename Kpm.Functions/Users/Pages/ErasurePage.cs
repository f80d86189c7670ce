using System.Globalization;
using Kpm.Core.Shared;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Web.Pages;

namespace Kpm.Functions.Users.Pages;

/// <summary>The certificate of erasure.</summary>
internal static class ErasurePage
{
    /// <summary>There is nothing to certify yet.</summary>
    public static PageReply Waiting { get; } = new(words => new Page { Title = words.Say("erasure.waiting.title"), Text = words.SayLines("erasure.waiting.text") });

    public static PageReply Of(CertifiedErasure certified) => new(words => Of(certified.Certificate, words) with
    {
        Sections = [new PageSection { Heading = words.Say("erasure.certificate.signed.heading"), Text = words.SayLines("erasure.certificate.signed.text"), Code = certified.Signed }],
    });

    private static Page Of(ErasureCertificate certificate, PageWords words) => new()
    {
        Title = words.Say("erasure.certificate.title"),
        Text = words.SayLines("erasure.certificate.text"),
        Facts =
        [
            new PageFact(words.Say("erasure.certificate.account"), certificate.User.ToString()),
            new PageFact(words.Say("erasure.certificate.erased"), InstantOf(certificate.ErasedTs)),
            new PageFact(words.Say("erasure.certificate.unopenable"), InstantOf(certificate.UnopenableFromTs)),
            new PageFact(words.Say("erasure.certificate.backups"), InstantOf(certificate.BackupsUnopenableFromTs)),
        ],
    };

    private static string InstantOf(Timestamp instant) => instant.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
