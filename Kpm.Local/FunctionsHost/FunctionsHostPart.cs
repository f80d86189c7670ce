using System.Net;
using Kpm.Local.FunctionsHost.Http;
using Kpm.Local.FunctionsHost.Queues;
using Kpm.Local.FunctionsHost.Timers;
using Kpm.Local.FunctionsHost.Worker;
using Kpm.Local.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Kpm.Local.FunctionsHost;

/// <summary>The part <c>functions</c>: runs a compiled function app as the Azure Functions host does.</summary>
public static class FunctionsHostPart
{
    private const int InUse = 3;

    /// <summary>Runs until SIGTERM or Ctrl-C. Exit codes: 0 stopped, 1 the worker failed, 2 bad arguments, 3 port or folder in use.</summary>
    public static async Task<int> RunAsync(PartOptions options)
    {
        HostOptions parsed;
        AppSettings settings;
        try
        {
            parsed = HostOptions.Parse(options);
            settings = AppSettings.Read(parsed.SettingFile);
        }
        catch (Exception wrong) when (wrong is ArgumentException or InvalidDataException or IOException)
        {
            return await FailAsync(wrong.Message, exitCode: 2);
        }

        await using var folder = DataFolderLock.Take(parsed.DataFolder);
        if (folder is null) return await FailAsync($"a functions host already runs on {parsed.DataFolder}", InUse);
        await using var app = Build(parsed, settings);
        try
        {
            await app.StartAsync();
        }
        catch (IOException taken) when (taken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            return await FailAsync($"functions: port {parsed.Port} is already in use", InUse);
        }

        return await ServeAsync(app, parsed);
    }

    private static async Task<int> FailAsync(string message, int exitCode)
    {
        await Console.Error.WriteLineAsync(message);
        return exitCode;
    }

    private static WebApplication Build(HostOptions options, AppSettings settings)
    {
        // Empty: neither environment nor files may configure this host's own server.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = HostOptions.RequestBodyLimit;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
            // Without TLS one port cannot serve HTTP/1 and HTTP/2: gRPC has its own.
            kestrel.Listen(IPAddress.Loopback, options.GrpcPort, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddRouting().AddHttpForwarder().AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = int.MaxValue;
            grpc.MaxSendMessageSize = int.MaxValue;
        });
        builder.Services
            .AddSingleton(options).AddSingleton(settings).AddSingleton(HostJson.Read(options.AppFolder)).AddSingleton(TimeProvider.System)
            .AddSingleton<GrpcAddress>().AddSingleton<WorkerConnections>().AddSingleton<LeftoverWorker>()
            .AddSingleton<WorkerStarter>().AddSingleton<WorkerSupervisor>().AddSingleton<FunctionInvoker>()
            .AddSingleton<TimerListeners>().AddSingleton<QueueListeners>().AddSingleton<AdminEndpoints>()
            .AddSingleton<FunctionRoutes>().AddSingleton<FunctionKey>().AddSingleton<HttpFunctionHandler>().AddSingleton(_ => WorkerHttp.CreateClient());

        var app = builder.Build();
        app.UseRouting();
        app.Use(WrongMethod.AnswerNotFoundAsync);
        app.MapGrpcService<FunctionRpcService>();
        app.Services.GetRequiredService<AdminEndpoints>().Map(app);
        ((IEndpointRouteBuilder)app).DataSources.Add(app.Services.GetRequiredService<FunctionRoutes>());
        return app;
    }

    private static async Task<int> ServeAsync(WebApplication app, HostOptions options)
    {
        var services = app.Services;
        var supervisor = services.GetRequiredService<WorkerSupervisor>();
        var timers = services.GetRequiredService<TimerListeners>();
        var queues = services.GetRequiredService<QueueListeners>();
        var stopping = new TaskCompletionSource();
        await using var registration = app.Lifetime.ApplicationStopping.Register(() => stopping.TrySetResult());
        services.GetRequiredService<GrpcAddress>().Port = ListeningPorts(app).Single(port => port != options.Port);
        var failed = false;
        try
        {
            var worker = await supervisor.StartAsync();
            services.GetRequiredService<FunctionRoutes>().Publish(
                worker.Functions, services.GetRequiredService<HostJson>().RoutePrefix, services.GetRequiredService<HttpFunctionHandler>().HandleAsync);
            timers.Start(worker.Functions);
            await queues.StartAsync(worker.Functions);
            ReadyLine.Print("functions", $"http://127.0.0.1:{options.Port}");
            await stopping.Task;
        }
        catch (Exception failure) when (failure is WorkerLostException or TimeoutException or InvalidOperationException or NotSupportedException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync($"functions: {failure.Message}");
            failed = true;
        }

        // Before the server stops: the worker's open stream would hold it for its whole shutdown time.
        await timers.StopAsync();
        await queues.StopAsync();
        await supervisor.StopAsync();
        await app.StopAsync();
        return failed || supervisor.GaveUp ? 1 : 0;
    }

    private static IEnumerable<int> ListeningPorts(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address).Port);
}
