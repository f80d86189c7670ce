using Kpm.Tests.Running;

namespace Kpm.Tests.Ceilings;

internal sealed partial class CeilingWorld
{
    /// <summary>The mail service tells of two mails that nobody knows.</summary>
    public Task<ApiAnswer> TellOfMailsAsync() => SignedMailEvents.SendAsync(
        _system,
        Anonymous,
        """[{"event":"delivered","sg_event_id":"e1","timestamp":1,"kpm_mail_id":"m1"},{"event":"bounce","sg_event_id":"e2","timestamp":1,"kpm_mail_id":"m2"}]""");
}
