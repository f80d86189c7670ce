using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Tokens;
using Kpm.Functions.Http;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Assets;

/// <summary><c>POST /assets</c>: creates an asset; <c>Location</c> is where its file is to be uploaded.</summary>
internal sealed class CreateAssetFunction(CreateAssetHandler handler, UploadTokens uploadTokens, UploadLimits limits, IClock clock)
{
    [Function("CreateAsset")]
    [MayCall(Access.User)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/assets")] HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<Body>(request);
        if (body.IsFailure) return Reply.Refused(body.Error);
        var by = Caller.Of(request).User;
        var id = NewId.For<AssetId>(request, body.Value.Id);
        if (id.IsFailure) return Reply.Refused(id.Error);
        var owners = References.Parse<UserId>(body.Value.OwnersId, "/owners_id");
        if (owners.IsFailure) return Reply.Refused(owners.Error);
        var facts = NewAsset.Check(body.Value.ToDraft(owners.Value), by, limits);
        if (facts.IsFailure) return Reply.Refused(facts.Error);

        var now = clock.Now;
        var created = await ConflictRetry.RunAsync(() => handler.HandleAsync(new CreateAsset(id.Value, by, facts.Value, now), cancellationToken));
        return created.IsFailure
            ? Reply.Refused(created.Error)
            : Reply.Created($"/assets/{id.Value}/file?authorizer_token={uploadTokens.Issue(id.Value, by, clock.Now)}");
    }

    private sealed record Body
    {
        public string? Id { get; init; }

        public string? Title { get; init; }

        public string? Description { get; init; }

        public IReadOnlyList<string>? Tags { get; init; }

        public IReadOnlyList<string>? People { get; init; }

        public string? Location { get; init; }

        public string? CreatedDate { get; init; }

        public string? FileName { get; init; }

        public string? FileType { get; init; }

        public long? FileSizeBytes { get; init; }

        public IReadOnlyList<string>? OwnersId { get; init; }

        public bool? ExtraPrivate { get; init; }

        public bool? Bookmarked { get; init; }

        public AssetDraft ToDraft(IReadOnlyList<UserId> owners) => new()
        {
            Title = Title,
            Description = Description,
            Tags = Tags,
            People = People,
            Location = Location,
            CreatedDate = CreatedDate,
            FileName = FileName,
            FileType = FileType,
            FileSizeBytes = FileSizeBytes,
            Owners = owners,
            ExtraPrivate = ExtraPrivate ?? false,
            Bookmarked = Bookmarked ?? false,
        };
    }
}
