using System.Net;

namespace Kpm.Tests.Bench;

/// <summary>
/// What authentication and the rest of the middleware cost. No endpoint of a signed-in person answers with success without the store; a
/// malformed id is refused by the function itself, after the token and the account were checked (the account from a cache of 30 s).
/// </summary>
internal static class FunctionOverhead
{
    public static async Task RunAsync(BenchReport report, BenchSystem system)
    {
        await report.SectionAsync("Function without the store: GET /assets/no-id with a valid token (answer: problem 403), 8 connections");
        var figures = await LoadComparison.RunAsync(
            new Contender("authenticated", person => system.SendAsync(person, HttpMethod.Get, system.Address("/assets/no-id"), HttpStatusCode.Forbidden)),
            new Contender("empty", person => system.SendAsync(person, HttpMethod.Get, system.EmptyFunction, HttpStatusCode.NoContent)),
            new Contender("anonymous", person => system.SendAsync(person, HttpMethod.Get, system.Address("/version"), HttpStatusCode.OK)));
        await LoadComparison.ReportAsync(report, "authenticated / empty function, second instance of the host", figures[0], figures[1], Target.AtMost(1.3));
        await LoadComparison.ReportAsync(report, "authenticated / anonymous GET /version, same worker", figures[0], figures[2], Target.AtMost(1.3));
    }
}
