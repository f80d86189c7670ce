using System.Globalization;
using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Http.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kpm.Functions.Http;

/// <summary>The answers that endpoints give.</summary>
internal static class Reply
{
    /// <summary>The path that every route starts with.</summary>
    public const string BasePath = "/api/v1";

    /// <summary>JSON of the wire: snake_case names, no nulls left out.</summary>
    public static JsonSerializerOptions Json { get; } = CreateJson();

    public static IResult NoContent { get; } = Results.NoContent();

    /// <summary>201 with the place of the new thing and no body.</summary>
    /// <param name="path">Where it is, below <see cref="BasePath"/>.</param>
    public static IResult Created(string path) => new LocationReply(StatusCodes.Status201Created, BasePath + path);

    /// <summary>202: it will be done, and shows where it stands there.</summary>
    /// <param name="path">Where, below <see cref="BasePath"/>.</param>
    public static IResult Accepted(string path) => new LocationReply(StatusCodes.Status202Accepted, BasePath + path);

    /// <summary>200 with a body; 304 when a caller who reads has it already.</summary>
    /// <param name="body">What is answered; a page of a list names the others.</param>
    /// <param name="version">Of the thing, for <c>If-Match</c>, when there is one.</param>
    public static IResult Ok<T>(T body, long? version = null) => new JsonReply<T>(body, version);

    /// <summary>200 with a body that holds secrets: nobody on the way keeps it.</summary>
    public static IResult OkUncached<T>(HttpRequest request, T body)
    {
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Ok(body);
    }

    public static IResult Refused(Error error) => new ProblemReply(error);

    /// <summary>202: it will be done; or the problem.</summary>
    public static IResult AcceptedOr(Result result) => result.IsFailure ? Refused(result.Error) : Results.StatusCode(StatusCodes.Status202Accepted);

    /// <summary>204, or the problem.</summary>
    public static IResult NoContentOr(Result result) => result.IsFailure ? Refused(result.Error) : NoContent;

    private static JsonSerializerOptions CreateJson()
    {
        var options = new JsonSerializerOptions(KpmJson.Options)
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.Never,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class LocationReply(int status, string location) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            httpContext.Response.Headers.Location = location;
            return Task.CompletedTask;
        }
    }

    private sealed class JsonReply<T>(T body, long? version) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var (request, response) = (httpContext.Request, httpContext.Response);
            var bytes = JsonSerializer.SerializeToUtf8Bytes(body, Json);
            if (body is IPageResponse page) Links.AppendPages(httpContext, page);
            if (HttpMethods.IsGet(request.Method) && response.Headers.CacheControl != "no-store")
            {
                var tag = EntityTags.Of(bytes, version);
                response.Headers.ETag = tag;
                if (EntityTags.AreKnown(request, tag))
                {
                    response.StatusCode = StatusCodes.Status304NotModified;
                    return;
                }
            }

            response.ContentType = "application/json; charset=utf-8";
            response.ContentLength = bytes.Length;
            await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
        }
    }

    private sealed class ProblemReply(Error error) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var words = ProblemWords.In(AcceptLanguage.Of(httpContext.Request));
            var problem = Problem.Of(error, words, httpContext);
            var response = httpContext.Response;
            response.Headers.ContentLanguage = words.Tag;
            response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
            response.StatusCode = problem.Status;
            if (error.Kind is ErrorKind.Unauthenticated) response.Headers.WWWAuthenticate = "Bearer";
            if (error is IRetryAfter later) response.Headers.RetryAfter = later.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            return response.WriteAsJsonAsync(problem, ProblemJson, Problem.ContentType, httpContext.RequestAborted);
        }
    }

    private static JsonSerializerOptions ProblemJson { get; } = KpmJson.Options;
}
