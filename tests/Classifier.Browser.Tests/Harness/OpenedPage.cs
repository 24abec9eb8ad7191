using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Classifier.Browser.Tests.Harness;

/// <summary>A page with everything that it complained about and asked for since it was opened.</summary>
internal sealed class OpenedPage
{
    private readonly ConcurrentQueue<string> _complaints = [];
    private readonly ConcurrentQueue<string> _requests = [];

    public OpenedPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _complaints.Enqueue(message.Text);
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Dialog += (_, dialog) => _complaints.Enqueue("dialog: " + dialog.Message);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("data:", StringComparison.Ordinal)) _requests.Enqueue(request.Url);
        };
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, exceptions, dialogs.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Everything it asked for that does not stand in the page itself.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public Task<T> EvaluateAsync<T>(string script) => Page.EvaluateAsync<T>(script);
}
