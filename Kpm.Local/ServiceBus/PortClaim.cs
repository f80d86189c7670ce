using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Kpm.Local.ServiceBus;

/// <summary>
/// Keeps a port to one broker. AMQPNetLite listens with SO_REUSEPORT, so two brokers would share a port and each would
/// get a part of the connections. A lock file, which the system frees however the process ends, keeps other brokers out;
/// an exclusive bind beforehand finds other programs.
/// </summary>
internal sealed class PortClaim : IDisposable
{
    private readonly FileStream _lock;

    private PortClaim(FileStream @lock) => _lock = @lock;

    /// <summary>The claim, or null when the port is in use.</summary>
    public static PortClaim? TryTake(int port)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"kpm-service-bus-{Environment.UserName}"));
        var path = Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{port}.lock"));
        try
        {
            var claim = new PortClaim(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            if (IsFree(port)) return claim;
            claim.Dispose();
            return null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => _lock.Dispose();

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
