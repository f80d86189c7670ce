using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Kpm.Local.Up;

/// <summary>Tells whether a port on 127.0.0.1 is taken and, where the system lets us read it, by whom.</summary>
public static class PortOwner
{
    private const string Listening = "0A";

    public static bool IsTaken(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    /// <summary>The id of the process that listens on the port, from /proc; null where that cannot be read.</summary>
    public static int? Find(int port)
    {
        var sockets = Inodes(port).Select(inode => $"socket:[{inode}]").ToHashSet();
        if (sockets.Count == 0) return null;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) && Holds(folder, sockets)) return pid;
        }

        return null;
    }

    // proc(5), /proc/net/tcp: the second field is the local address, the fourth the state, the tenth the inode.
    private static IEnumerable<string> Inodes(int port)
    {
        var suffix = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        foreach (var table in new[] { "/proc/net/tcp", "/proc/net/tcp6" }.Where(File.Exists))
        {
            foreach (var line in File.ReadLines(table))
            {
                var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (fields.Length > 9 && fields[3] == Listening && fields[1].EndsWith(suffix, StringComparison.Ordinal)) yield return fields[9];
            }
        }
    }

    private static bool Holds(string processFolder, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles(Path.Combine(processFolder, "fd")).Any(descriptor => new FileInfo(descriptor).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception hidden) when (hidden is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }
}
