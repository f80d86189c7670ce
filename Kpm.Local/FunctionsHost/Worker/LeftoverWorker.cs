using Kpm.Local.Up;

namespace Kpm.Local.FunctionsHost.Worker;

/// <summary>
/// A host that is killed leaves its worker running, because the worker does not notice the broken stream.
/// A file names the worker, so that the next host on the same folder ends it.
/// </summary>
internal sealed class LeftoverWorker(HostOptions options)
{
    private readonly string _file = Path.Combine(options.DataFolder, "worker.pid");

    public void Remember(ProcessMark worker) => File.WriteAllText(_file, worker.ToString());

    public void Forget() => File.Delete(_file);

    public async Task EndAsync()
    {
        if (!File.Exists(_file)) return;
        using var worker = ProcessMark.Parse(await File.ReadAllTextAsync(_file))?.Find();
        if (worker is null) return;
        Console.WriteLine($"ending the worker {worker.Id} that an earlier host left behind");
        worker.Kill(entireProcessTree: true);
        await worker.WaitForExitAsync();
    }
}
