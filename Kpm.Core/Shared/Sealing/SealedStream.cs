namespace Kpm.Core.Shared.Sealing;

/// <summary>The name of one sealed stream. All of it is bound into the key of every segment, so a blob put in another's place does not open.</summary>
public abstract record SealedStream
{
    /// <summary>Name of the blob.</summary>
    public abstract string Location { get; }

    internal abstract byte[] Binding();
}
