using System.Globalization;
using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Core.Users.Feedback;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Users;

/// <summary><c>GET /feedback</c> and <c>POST /feedback</c>: the forms by which people say what they think of Kpm, and the answers.</summary>
internal sealed class FeedbackFunctions(AnswerFeedbackHandler answer, IClock clock)
{
    [Function("ListFeedbackForms")]
    [MayCall(Access.User)]
    public static IResult List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/feedback")] HttpRequest request)
    {
        var parameters = new PageQuery(request);
        var page = parameters.Page();
        if (parameters.Errors.Count > 0) return Reply.Refused(new ValidationFailed(parameters.Errors));
        return Reply.Ok(PageResponse<FeedbackFormResponse>.Of(FeedbackForms.PageOf(page), FeedbackFormResponse.Of));
    }

    [Function("AnswerFeedback")]
    [MayCall(Access.User)]
    public async Task<IResult> AnswerAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/feedback")] HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<List<Body?>>(request);
        if (body.IsFailure) return Reply.Refused(body.Error);
        if (body.Value.IndexOf(null) is var missing and >= 0)
            return Reply.Refused(new ValidationFailed([new FieldError(string.Create(CultureInfo.InvariantCulture, $"/{missing}"), new NotAnObject())]));
        var answers = FeedbackDraft.Check([.. body.Value.Select(item => new FeedbackDraft(item!.FormId, item.QuestionId, FeedbackJson.Read(item.Response)))]);
        if (answers.IsFailure) return Reply.Refused(answers.Error);
        var id = NewId.ForRequest(request);
        return Reply.NoContentOr(await answer.HandleAsync(new AnswerFeedback(id, Caller.Of(request).User, answers.Value, clock.Now), cancellationToken));
    }

    private sealed record Body
    {
        public string? FormId { get; init; }

        public string? QuestionId { get; init; }

        public JsonElement Response { get; init; }
    }
}

/// <summary>A form on the wire.</summary>
internal sealed record FeedbackFormResponse(string Id, LocalizedText Title, long CreatedTs, IReadOnlyList<FeedbackQuestion> Questions)
{
    public static FeedbackFormResponse Of(FeedbackForm form) => new(form.Id, form.Title, form.CreatedTs.UnixMilliseconds, form.Questions);
}
