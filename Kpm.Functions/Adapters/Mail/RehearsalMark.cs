namespace Kpm.Functions.Adapters.Mail;

/// <summary>What the subject of a mail that is rehearsed begins with.</summary>
internal static class RehearsalMark
{
    /// <param name="language">The code of a language of mails.</param>
    public static string Of(string language) => language switch
    {
        "ca" => "[Assaig]",
        "es" => "[Ensayo]",
        _ => "[Rehearsal]",
    };
}
