// The tests of docs/guides/mock.md in Go.
package report

// #region go
import (
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
)

func mock(t *testing.T, path, body string) {
	response, err := http.Post(os.Getenv("ISSUER")+"/mock"+path, "application/json", strings.NewReader(body))
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatal(path, response, err)
	}
}

func TestWaitsWhenThrottled(t *testing.T) {
	mock(t, "/reset", `{}`)
	mock(t, "/refuse", `{"reason": "client-auth/throttled", "evidence": {"retryAfter": 2}}`)
	form := url.Values{"grant_type": {"client_credentials"}}
	response, err := http.PostForm(os.Getenv("ISSUER")+"/token", form)
	if err != nil || response.StatusCode != 429 || response.Header.Get("Retry-After") != "2" {
		t.Fatal(response, err)
	}
}

// #endregion
