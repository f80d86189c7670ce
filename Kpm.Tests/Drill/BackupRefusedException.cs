namespace Kpm.Tests.Drill;

/// <summary>A backup is not taken, or not restored, and nothing was changed.</summary>
internal sealed class BackupRefusedException(string message) : Exception(message);
