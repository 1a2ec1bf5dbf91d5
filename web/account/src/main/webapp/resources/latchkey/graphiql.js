/* The page of GraphiQL. What is typed stays in this tab of the browser, and goes with it. */
'use strict';

(() => {
  const place = document.getElementById('graphiql');

  const query = `{
  products(companyId: ${place.dataset.company}, options: {pagination: {qty: 10}}) {
    data {
      productId
      name
      price
      stock
      productCategory {
        name
      }
    }
    options {
      pagination {
        count
      }
    }
  }
}
`;

  async function fetcher(request) {
    const response = await fetch(place.dataset.endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Latchkey-Page': 'graphiql' },
      body: JSON.stringify(request),
    });
    if (response.redirected) {
      // The session has ended: signing in leads back here.
      location.reload();
      return {};
    }
    return response.json();
  }

  const appearance = document.documentElement.dataset.appearance;
  if (appearance === 'light' || appearance === 'dark') {
    sessionStorage.setItem('graphiql:theme', appearance);
  } else {
    sessionStorage.removeItem('graphiql:theme');
  }

  ReactDOM.createRoot(place).render(React.createElement(GraphiQL, {
    fetcher,
    defaultQuery: query,
    storage: sessionStorage,
    shouldPersistHeaders: false,
    isHeadersEditorEnabled: false,
  }));
})();
