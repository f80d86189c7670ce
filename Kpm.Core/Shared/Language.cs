namespace Kpm.Core.Shared;

/// <summary>The languages that Kpm speaks.</summary>
public enum Language
{
    /// <summary>English.</summary>
    En,

    /// <summary>Spanish.</summary>
    Es,

    /// <summary>Catalan.</summary>
    Ca,
}
