namespace Kpm.Tests.Contracts;

/// <summary>An answer of the API that its contract does not know.</summary>
public sealed class ContractViolationException : Exception
{
    public ContractViolationException()
    {
    }

    public ContractViolationException(string message) : base(message)
    {
    }

    public ContractViolationException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
