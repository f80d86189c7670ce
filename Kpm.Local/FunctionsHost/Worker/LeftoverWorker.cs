using Kpm.Local.Hosting;

namespace Kpm.Local.FunctionsHost.Worker;

/// <summary>
/// A host that is killed leaves its worker running, because the worker does not notice the broken stream.
/// A file names the worker, so that the next host on the same folder ends it.
/// </summary>
internal sealed class LeftoverWorker(HostOptions options)
{
    private readonly string _file = Path.Combine(options.DataFolder, "worker.pid");

    public void Remember(ProcessIdentity? worker) => worker?.Write(_file);

    public void Forget() => File.Delete(_file);

    public async Task EndAsync()
    {
        using var worker = ProcessIdentity.Read(_file)?.FindRunning();
        if (worker is null) return;
        Console.WriteLine($"ending the worker {worker.Id} that an earlier host left behind");
        worker.Kill(entireProcessTree: true);
        await worker.WaitForExitAsync();
    }
}
