using System.Net;
using System.Text.Json;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Http;

/// <summary>What must be true of answers.</summary>
internal static class Answers
{
    public static void ShouldBe(this ApiAnswer answer, HttpStatusCode status) =>
        answer.Status.Should().Be(status, "the answer was {0}: {1}", answer, answer.Body);

    /// <summary>A whole problem of RFC 9457 with this status and code.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="status">The status.</param>
    /// <param name="code">The stable code.</param>
    /// <param name="pointers">JSON pointers of the fields that it must name, for 422.</param>
    public static void ShouldBeProblem(this ApiAnswer answer, int status, string code, params string[] pointers)
    {
        ((int)answer.Status).Should().Be(status, "the answer was {0}: {1}", answer, answer.Body);
        answer.Response.Content.Headers.ContentType?.MediaType.Should().Be("application/problem+json");
        var problem = answer.Json;
        problem.GetProperty("code").GetString().Should().Be(code);
        problem.GetProperty("status").GetInt32().Should().Be(status);
        problem.GetProperty("type").GetString().Should().Be($"https://keepem.app/errors/{code}");
        problem.GetProperty("title").GetString().Should().NotBeNullOrWhiteSpace();
        problem.GetProperty("detail").GetString().Should().NotBeNullOrWhiteSpace();
        answer.Response.Headers.GetValues("X-Request-Id").Should().Equal(problem.GetProperty("traceId").GetString());
        if (status == 401) answer.Response.Headers.WwwAuthenticate.Should().ContainSingle(challenge => challenge.Scheme == "Bearer");
        if (pointers.Length > 0) problem.Pointers().Should().Contain(pointers);
    }

    private static IEnumerable<string?> Pointers(this JsonElement problem) =>
        problem.GetProperty("errors").EnumerateArray().Select(field => field.GetProperty("pointer").GetString());
}
