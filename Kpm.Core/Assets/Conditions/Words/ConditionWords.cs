using System.Globalization;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>Says conditions in the words of one language. Every text with a number in braces takes what it names.</summary>
internal sealed record ConditionWords
{
    private static readonly ConditionWords English = new()
    {
        Culture = "en-GB",
        Always = "at any time",
        After = "after {0} (UTC)",
        AfterOnWall = "after {0} by the clock of {1}",
        Drawn = "on a day drawn at random between {0} and {1} (UTC)",
        Named = "at the place “{0}”",
        Near = "within {2} m of {0}, {1}",
        All = "all of these: {0}",
        Any = "any of these: {0}",
        AtLeast = "at least {1} of these: {0}",
        MetAlways = "Always met.",
        MetSince = "Met since {0} (UTC).",
        WillBeMet = "Not met yet: it will be on {0} (UTC).",
        AwaitsPlace = "Not met yet: a receiver must be there and say so.",
        AwaitsOthers = "Not met yet: it depends on what receivers do.",
        Silent = "when I have given no sign of life for {0} days, and none through {1} more",
        Attested = "when {0} of my keepers say that I am no more, and I give no sign of life for {1} days from then on",
        AwaitsSilence = "Not met yet: it depends on signs of life.",
        AwaitsAttestation = "Not met yet: it waits for the word of the keepers.",
        FollowsAtOnce = "as soon as another legacy of mine has been delivered",
        FollowsNextDay = "one day after another legacy of mine has been delivered",
        Follows = "{0} days after another legacy of mine has been delivered",
        AwaitsPreceding = "Not met yet: it depends on the other legacy.",
        NothingPrecedes = "It will not be met: the other legacy was cancelled.",
    };

    private static readonly ConditionWords Spanish = new()
    {
        Culture = "es-ES",
        Always = "en cualquier momento",
        After = "después del {0} (UTC)",
        AfterOnWall = "después del {0} según el reloj de {1}",
        Drawn = "un día elegido al azar entre el {0} y el {1} (UTC)",
        Named = "en el lugar «{0}»",
        Near = "a menos de {2} m de {0}, {1}",
        All = "todo esto: {0}",
        Any = "cualquiera de estas cosas: {0}",
        AtLeast = "al menos {1} de estas cosas: {0}",
        MetAlways = "Siempre se cumple.",
        MetSince = "Se cumple desde el {0} (UTC).",
        WillBeMet = "Aún no se cumple: se cumplirá el {0} (UTC).",
        AwaitsPlace = "Aún no se cumple: una persona destinataria debe estar allí y decirlo.",
        AwaitsOthers = "Aún no se cumple: depende de lo que hagan las personas destinatarias.",
        Silent = "cuando no haya dado señales de vida durante {0} días, ni en {1} más",
        Attested = "cuando {0} de mis guardianes digan que ya no estoy, y desde entonces no dé señales de vida durante {1} días",
        AwaitsSilence = "Aún no se cumple: depende de las señales de vida.",
        AwaitsAttestation = "Aún no se cumple: espera la palabra de los guardianes.",
        FollowsAtOnce = "en cuanto se haya entregado otro legado mío",
        FollowsNextDay = "un día después de que se haya entregado otro legado mío",
        Follows = "{0} días después de que se haya entregado otro legado mío",
        AwaitsPreceding = "Aún no se cumple: depende del otro legado.",
        NothingPrecedes = "No se cumplirá: el otro legado fue cancelado.",
    };

    private static readonly ConditionWords Catalan = new()
    {
        Culture = "ca-ES",
        Always = "en qualsevol moment",
        After = "després del {0} (UTC)",
        AfterOnWall = "després del {0} segons el rellotge de {1}",
        Drawn = "un dia triat a l’atzar entre el {0} i el {1} (UTC)",
        Named = "al lloc «{0}»",
        Near = "a menys de {2} m de {0}, {1}",
        All = "tot això: {0}",
        Any = "qualsevol d’aquestes coses: {0}",
        AtLeast = "almenys {1} d’aquestes coses: {0}",
        MetAlways = "Sempre es compleix.",
        MetSince = "Es compleix des del {0} (UTC).",
        WillBeMet = "Encara no es compleix: es complirà el {0} (UTC).",
        AwaitsPlace = "Encara no es compleix: una persona destinatària ha de ser-hi i dir-ho.",
        AwaitsOthers = "Encara no es compleix: depèn del que facin les persones destinatàries.",
        Silent = "quan no hagi donat senyals de vida durant {0} dies, ni en {1} més",
        Attested = "quan {0} dels meus guardians diguin que ja no hi soc, i des d’aleshores no doni senyals de vida durant {1} dies",
        AwaitsSilence = "Encara no es compleix: depèn dels senyals de vida.",
        AwaitsAttestation = "Encara no es compleix: espera la paraula dels guardians.",
        FollowsAtOnce = "de seguida que s’hagi lliurat un altre llegat meu",
        FollowsNextDay = "un dia després que s’hagi lliurat un altre llegat meu",
        Follows = "{0} dies després que s’hagi lliurat un altre llegat meu",
        AwaitsPreceding = "Encara no es compleix: depèn de l’altre llegat.",
        NothingPrecedes = "No es complirà: l’altre llegat va ser cancel·lat.",
    };

    public required string Culture { get; init; }

    public required string Always { get; init; }

    public required string After { get; init; }

    public required string AfterOnWall { get; init; }

    public required string Drawn { get; init; }

    public required string Named { get; init; }

    public required string Near { get; init; }

    public required string All { get; init; }

    public required string Any { get; init; }

    public required string AtLeast { get; init; }

    public required string MetAlways { get; init; }

    public required string MetSince { get; init; }

    public required string WillBeMet { get; init; }

    public required string AwaitsPlace { get; init; }

    public required string AwaitsOthers { get; init; }

    public required string Silent { get; init; }

    public required string Attested { get; init; }

    public required string AwaitsSilence { get; init; }

    public required string AwaitsAttestation { get; init; }

    public required string FollowsAtOnce { get; init; }

    public required string FollowsNextDay { get; init; }

    public required string Follows { get; init; }

    public required string AwaitsPreceding { get; init; }

    public required string NothingPrecedes { get; init; }

    public static ConditionWords In(Language language) => language switch
    {
        Language.En => English,
        Language.Es => Spanish,
        Language.Ca => Catalan,
    };

    /// <summary>A text with what it names.</summary>
    public string Say(string text, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.GetCultureInfo(Culture), text, values);

    /// <summary>A day and a time as people write them.</summary>
    public string Say(DateTime moment) => moment.ToString("D", CultureInfo.GetCultureInfo(Culture)) + ", " + moment.ToString("HH:mm", CultureInfo.InvariantCulture);
}
