namespace Kpm.Local.FunctionsHost.Worker;

/// <summary>The worker ended, or its stream broke, before it answered.</summary>
internal sealed class WorkerLostException(string message) : Exception(message);
