// The example server of github.com/zitadel/oidc, with the clients of this check.
package main

import (
	"log/slog"
	"net/http"
	"os"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
)

func main() {
	callback, address := os.Getenv("CALLBACK"), "localhost:"+os.Getenv("PORT")
	issuer := "http://" + address + "/"
	storage.RegisterClients(
		storage.WebClient("web", os.Getenv("SECRET"), callback),
		storage.WebClient("other", os.Getenv("SECRET"), callback),
		storage.NativeClient("app", callback),
		storage.DeviceClient("tv", os.Getenv("SECRET")),
	)
	logger := slog.New(slog.DiscardHandler)
	server := exampleop.SetupServer(issuer, storage.NewStorage(storage.NewUserStore(issuer)), logger, false)
	if err := http.ListenAndServe(address, server); err != nil {
		panic(err)
	}
}
