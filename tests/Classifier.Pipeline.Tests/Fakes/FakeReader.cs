using Classifier.Core;
using Classifier.Imaging;
using Classifier.Pipeline.Ocr;

namespace Classifier.Pipeline.Tests.Fakes;

/// <summary>Reads what a test says stands in a frame, or fails as it says.</summary>
internal sealed class FakeReader : IPictureReader
{
    public static DecodeRequest Small { get; } = DecodeRequest.Display with { ShrinkTo = 7 };

    /// <summary>The text of the frame at a place.</summary>
    public Func<int, OcrText> Text { get; set; } = _ => OcrText.Empty;

    public Exception? Refuse { get; set; }
    public Exception? Fail { get; set; }
    public TaskOutcome? Readiness { get; set; } = TaskOutcome.Ok;
    public List<(PictureWork Work, ImageHeader Header, int Frames)> Admitted { get; } = [];
    public int Reads { get; private set; }
    public int Open { get; private set; }

    /// <summary>What reading waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public IPictureReading Admit(PictureWork work, in ImageHeader header, int frames)
    {
        if (Refuse is not null) throw Refuse;
        Admitted.Add((work, header, frames));
        Open++;
        return new Reading(this);
    }

    private sealed class Reading(FakeReader reader) : IPictureReading
    {
        public DecodeRequest Wanted => Small;

        public async ValueTask<IReadOnlyList<OcrText>> ReadAsync(DecodedImage picture, CancellationToken cancellation)
        {
            reader.Reads++;
            await reader.Gate.WaitAsync(cancellation);
            if (reader.Fail is not null) throw reader.Fail;
            // Throws where the pixels went back to the pool too soon.
            foreach (var frame in picture.Frames) _ = frame.Pixels.Length;
            return [.. picture.Places.Select(reader.Text)];
        }

        public void Dispose() => reader.Open--;
    }
}
