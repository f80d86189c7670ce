#pragma warning disable IDE0130, MA0182 // The namespaces are the point here, and nothing uses these types.
namespace Kpm.Tests.Architecture.Violations.Shared
{
    internal sealed record SharedThatSeesUsers(Users.User.AccountThatSeesAssets Account);
}

namespace Kpm.Tests.Architecture.Violations.Users.User
{
    internal sealed record AccountThatSeesAssets(Assets.AssetThatSeesUsers? Asset);

    internal sealed record AccountThatSeesMails(Notifications.MailThatSeesKeeps Mail);

    internal sealed record AccountThatSeesUseCases(UseCases.UseCaseThatSeesReactions UseCase);
}

namespace Kpm.Tests.Architecture.Violations.Users.Keep
{
    internal sealed record AKeep;
}

namespace Kpm.Tests.Architecture.Violations.Users.UseCases
{
    internal sealed record UseCaseThatSeesReactions(Reactions.AReaction Reaction);
}

namespace Kpm.Tests.Architecture.Violations.Users.Reactions
{
    internal sealed record AReaction;
}

namespace Kpm.Tests.Architecture.Violations.Assets
{
    internal sealed record AssetThatSeesUsers(Users.Keep.AKeep Keep);
}

namespace Kpm.Tests.Architecture.Violations.Exports
{
    internal sealed record ExportThatSeesAssets(Assets.AssetThatSeesUsers Asset);
}

namespace Kpm.Tests.Architecture.Violations.Notifications
{
    internal sealed record MailThatSeesExports(Exports.ExportThatSeesAssets Export);

    internal sealed record MailThatSeesKeeps(Users.Keep.AKeep Keep);

    internal sealed record MailThatSeesAssets(Assets.AssetThatSeesUsers Asset);
}
