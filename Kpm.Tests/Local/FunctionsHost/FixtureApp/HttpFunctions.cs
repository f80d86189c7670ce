using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace FixtureApp;

public sealed class HttpFunctions
{
    [Function("Empty")]
    public IActionResult Empty([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "empty")] HttpRequest request) => new NoContentResult();

    [Function("Locked")]
    public IActionResult Locked([HttpTrigger(AuthorizationLevel.Function, "get", Route = "locked")] HttpRequest request) => new NoContentResult();

    [Function("RouteValue")]
    public IActionResult RouteValue([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{id:int}")] HttpRequest request, int id) =>
        new OkObjectResult(id);

    [Function("Caller")]
    public IActionResult Caller([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "caller")] HttpRequest request) =>
        new OkObjectResult(request.HttpContext.Connection.RemoteIpAddress?.ToString());

    [Function("Setting")]
    public IActionResult Setting([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "settings/{name}")] HttpRequest request, string name) =>
        new OkObjectResult(Environment.GetEnvironmentVariable(name) ?? "");

    [Function("Echo")]
    public async Task Echo([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "echo")] HttpRequest request)
    {
        request.HttpContext.Response.ContentType = request.ContentType;
        await request.Body.CopyToAsync(request.HttpContext.Response.Body);
    }

    [Function("Upload")]
    public async Task<IActionResult> Upload([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "files/{name:guid}")] HttpRequest request, string name)
    {
        try
        {
            await using var file = File.Create(PathOf(name));
            await request.Body.CopyToAsync(file);
            return new OkObjectResult(file.Length);
        }
        catch
        {
            File.Delete(PathOf(name));
            throw;
        }
    }

    [Function("Download")]
    public IActionResult Download([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "files/{name:guid}")] HttpRequest request, string name) =>
        new FileStreamResult(new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.None, 4096, FileOptions.DeleteOnClose), "application/octet-stream");

    [Function("Throw")]
    public IActionResult Throw([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throw")] HttpRequest request) =>
        throw new InvalidOperationException("the inside of the function");

    [Function("ThrowLate")]
    public async Task ThrowLate([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throw-late")] HttpRequest request)
    {
        await request.HttpContext.Response.WriteAsync(new string('a', 100_000));
        throw new InvalidOperationException("the inside of the function");
    }

    [Function("Slow")]
    public async Task<IActionResult> Slow([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "slow")] HttpRequest request)
    {
        await Task.Delay(Timeout.Infinite, request.HttpContext.RequestAborted);
        return new NoContentResult();
    }

    [Function("Crash")]
    public void Crash([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "crash")] HttpRequest request) => Environment.FailFast("asked to");

    private static string PathOf(string name) => Path.Combine(Path.GetTempPath(), "fixture-" + name);
}
