// Shows the OpenAPI document of this server. A key that somebody enters stays in this page's memory.
SwaggerUIBundle({
  url: "/api/2/openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
  requestSnippetsEnabled: true
});
