namespace Kpm.Local.Cosmos.Http;

/// <summary>A refusal as the service words it: HTTP status, substatus and the <c>code</c>/<c>message</c> body. Status codes: https://learn.microsoft.com/rest/api/cosmos-db/http-status-codes-for-cosmosdb</summary>
#pragma warning disable CA1032, CA1064 // Always built by one of the named factories below.
internal sealed class CosmosError : Exception
#pragma warning restore CA1032, CA1064
{
    private CosmosError(int status, string code, string message, int subStatus = 0)
        : base(message) => (Status, Code, SubStatus) = (status, code, subStatus);

    public int Status { get; }

    public string Code { get; }

    public int SubStatus { get; }

    public static CosmosError BadRequest(string message, int subStatus = 0) => new(400, "BadRequest", message, subStatus);

    public static CosmosError Unauthorized() => new(
        401, "Unauthorized", "The input authorization token can't serve the request. Please check that the expected payload is built as per the protocol, and check the key being used.");

    public static CosmosError ItemNotFound() => new(404, "NotFound", "Entity with the specified id does not exist in the system.");

    /// <summary>Substatus 1003: the collection itself, not the item, is missing.</summary>
    public static CosmosError OwnerNotFound() => new(404, "NotFound", "Owner resource does not exist.", 1003);

    public static CosmosError MethodNotAllowed() => new(405, "MethodNotAllowed", "The local account does not support this operation.");

    public static CosmosError Conflict(string message = "Entity with the specified id already exists in the system.") => new(409, "Conflict", message);

    public static CosmosError PreconditionFailed() => new(412, "PreconditionFailed", "One of the specified pre-condition is not met.");

    public static CosmosError TooLarge() => new(413, "RequestEntityTooLarge", "Request size is too large.");
}
