using Kpm.Core.Shared;
using Kpm.Core.Users.User;

namespace Kpm.Tests.Fakes;

/// <summary>Stores accounts in memory.</summary>
public sealed class InMemoryUsers() : InMemoryRepository<UserAccount, UserId, UserState>(UserAccount.Load), IUsers;
