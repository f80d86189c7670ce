namespace Kpm.Core.Shared;

/// <summary>How far evidence can be trusted.</summary>
public enum EvidenceGrade
{
    /// <summary>Somebody says so of themself. A device can be made to lie about where it is.</summary>
    SelfReported,

    /// <summary>Somebody else vouches for it.</summary>
    Attested,

    /// <summary>The system did it itself, and recorded it.</summary>
    SystemRecorded,
}
