namespace Kpm.Core.Shared;

/// <summary>Tells reactions the time; commands carry theirs.</summary>
public interface IClock
{
    Timestamp Now { get; }
}
