using System.Diagnostics;
using System.Runtime.InteropServices;
using Kpm.Local.Hosting;

namespace Kpm.Local.Up;

/// <summary>The part <c>up</c>: the whole local cloud in one terminal.</summary>
public static class UpPart
{
    private const int PortTaken = 3;

    /// <summary>Runs until Ctrl-C or SIGTERM. Exit codes: 0 stopped, 1 a part ended, 2 bad arguments, 3 a port belongs to somebody else.</summary>
    public static async Task<int> RunAsync(PartOptions options)
    {
        UpOptions parsed;
        IReadOnlyList<PartRow> rows;
        try
        {
            parsed = UpOptions.Parse(options);
            rows = PartTable.Rows(parsed);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or InvalidDataException or IOException)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }

        using var stop = new CancellationTokenSource();
        using var interrupt = StopOn(PosixSignal.SIGINT, stop);
        using var terminate = StopOn(PosixSignal.SIGTERM, stop);
        using var hangUp = StopOn(PosixSignal.SIGHUP, stop);

        Directory.CreateDirectory(parsed.DataFolder);
        var marks = new RunningMarks(parsed.DataFolder);
        await marks.EndLeftoversAsync(Console.Out);
        if (await NameForeignersAsync(rows)) return PortTaken;
        using (var self = Process.GetCurrentProcess()) marks.Add("up", ProcessIdentity.Of(self));
        return await new PartGroup(rows, marks, Console.Out).RunAsync(Summary(parsed), stop.Token);
    }

    private static PosixSignalRegistration StopOn(PosixSignal signal, CancellationTokenSource stop) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        stop.Cancel();
    });

    private static async Task<bool> NameForeignersAsync(IReadOnlyList<PartRow> rows)
    {
        var any = false;
        foreach (var (name, port) in rows.SelectMany(row => row.Ports.Select(port => (row.Name, port))).Where(p => PortOwner.IsTaken(p.port)))
        {
            var owner = PortOwner.Find(port) is { } pid ? $"process {pid}" : "another process";
            await Console.Error.WriteLineAsync($"port {port} for {name} is taken by {owner}: end it or choose another port");
            any = true;
        }

        return any;
    }

    private static string Summary(UpOptions options) =>
        $"""

        Kpm is up. Ctrl-C stops it.
          Web client http://127.0.0.1:{options.Ports.Api}/app
          API        http://127.0.0.1:{options.Ports.Api}/api/v1
          Mail sink  http://127.0.0.1:{options.Ports.Sinks}
          Mailbox    http://127.0.0.1:{options.Ports.Mailbox}
        ready up http://127.0.0.1:{options.Ports.Api}
        """;
}
