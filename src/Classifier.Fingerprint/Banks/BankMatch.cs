namespace Classifier.Fingerprint.Banks;

/// <summary>An item that is like what was asked for.</summary>
public sealed record BankMatch(BankDefinition Bank, BankItem Item, int Distance);
