namespace Classifier.Architecture.Tests.Fixtures.OneWay.Left
{
    internal sealed class Reader
    {
        public Right.Book? Reads { get; init; }
    }
}

namespace Classifier.Architecture.Tests.Fixtures.OneWay.Right
{
    internal sealed class Book;
}
