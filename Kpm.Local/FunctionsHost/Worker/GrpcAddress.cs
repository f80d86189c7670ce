namespace Kpm.Local.FunctionsHost.Worker;

/// <summary>The port that workers dial, known once the server listens.</summary>
internal sealed class GrpcAddress
{
    public int Port { get; set; }
}
