using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;

namespace Kpm.Local.Hosting;

/// <summary>One web app of the local cloud: HTTP/1.1 on one port of 127.0.0.1, with TLS when it has a certificate.</summary>
public static class WebPart
{
    /// <summary>Exit code of a part whose port is taken.</summary>
    public const int PortInUse = 3;

    /// <summary>Serves what <paramref name="map"/> maps until SIGTERM or Ctrl-C, then returns 0; <see cref="PortInUse"/> when the port is taken.</summary>
    /// <param name="part">The part's name in its ready line.</param>
    /// <param name="port">The TCP port on 127.0.0.1.</param>
    /// <param name="configure">Adds the part's services.</param>
    /// <param name="map">Maps the part's routes.</param>
    /// <param name="certificate">The server certificate; without it the part speaks plain HTTP.</param>
    public static async Task<int> RunAsync(string part, int port, Action<IServiceCollection> configure, Action<WebApplication> map, X509Certificate2? certificate = null)
    {
        await using var app = Build(port, configure, certificate);
        map(app);
        try
        {
            await app.StartAsync();
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            return await RefusePortAsync(part, port);
        }

        ReadyLine.Print(part, Address(port, certificate));
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>Says on stderr that the port is taken; the answer is the exit code.</summary>
    public static async Task<int> RefusePortAsync(string part, int port)
    {
        await Console.Error.WriteLineAsync($"{part}: port {port} on 127.0.0.1 is already in use.");
        return PortInUse;
    }

    /// <summary>The base address of a part, without a trailing slash.</summary>
    public static string Address(int port, X509Certificate2? certificate = null) => $"{(certificate is null ? "http" : "https")}://127.0.0.1:{port}";

    private static WebApplication Build(int port, Action<IServiceCollection> configure, X509Certificate2? certificate)
    {
        // The empty builder reads no settings files and no environment: a part is what its command line says.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .SetMinimumLevel(LogLevel.Error)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None); // a taken port is told in one line
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null; // each part has the limit of what it stands for
            kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                if (certificate is not null) listen.UseHttps(certificate);
            });
        });
        builder.Services.AddRoutingCore().AddSingleton(TimeProvider.System);
        configure(builder.Services);
        return builder.Build();
    }
}
