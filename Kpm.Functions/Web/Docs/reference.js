// Nothing is asked of anybody but this system: no fonts, no proxy, no telemetry, no assistants.
Scalar.createApiReference("#reference", {
  url: "/api/v1/openapi.yaml",
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: "never",
  hideClientButton: true,
  persistAuth: false,
  documentDownloadType: "direct",
  defaultHttpClient: { targetKey: "shell", clientKey: "curl" },
});
