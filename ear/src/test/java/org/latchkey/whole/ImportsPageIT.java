package org.latchkey.whole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** What people do with mappers and files, and what viewers see of them. */
@ArquillianTest
class ImportsPageIT extends BrowserTest {

    private static final String SAMPLE = "Artikel;Preis;Anzahl\nKäse;1.234,50;7\nBrot;abc;\n;1,00;3\n";

    @Test
    void mapperIsMadeWithAPreviewAndAFileImportedWithItBeforeTheEyes() {
        OwnCompany company = OwnCompany.found();
        open(company, company.administrator());
        assertThat(pages.heading("No mappers yet")).isVisible();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("New mapper"))
                .click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Products"))
                .click();
        pages.button("Save mapper").click();
        assertThat(page.getByText("Enter a name.").first()).isVisible();
        assertThat(page.getByText("Name at least one column.").first()).isVisible();

        pages.field("Name").fill("Shop export");
        pages.field("name: Column").fill("artikel");
        pages.field("price: Column").fill("Preis");
        page.getByLabel("price: Conversion").selectOption("Number like 1.234,50");
        pages.field("stock: Column").fill("Anzahl");
        pages.field("stock: Default").fill("5");
        page.getByLabel("Sample file").setInputFiles(file("sample.csv", SAMPLE));
        pages.button("Show preview").click();
        Locator preview = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Preview"));
        assertThat(preview.getByRole(AriaRole.ROW)).hasCount(4);
        assertThat(preview).containsText("Käse");
        assertThat(preview).containsText("1234.50");
        assertThat(preview).containsText("price: This is no value of the field.");
        assertThat(preview).containsText("name: A value is needed.");
        screenshots("mapper-preview");
        pages.button("Save mapper").click();
        assertThat(pages.heading("Shop export")).isVisible();
        assertThat(page.getByLabel("price: Conversion")).hasValue("DECIMAL_COMMA");

        openPage(company);
        assertThat(pages.row("Shop export")).containsText("name, price, stock");
        start("wrong.csv", SAMPLE);
        assertThat(pages.row("wrong.csv")).containsText("Failed, nothing was imported");
        pages.row("wrong.csv").getByText("What is wrong").click();
        assertThat(pages.row("wrong.csv")).containsText("Line 3: price: This is no value of the field.");
        String many = IntStream.range(0, 30_000).mapToObj(i -> "Käse;1,5;\n").collect(Collectors.joining());
        start("many.csv", "Artikel;Preis;Anzahl\n" + many);
        assertThat(page.getByRole(AriaRole.PROGRESSBAR)).isVisible();
        screenshot("imports-running");
        assertThat(pages.row("many.csv")).containsText("30,000 rows imported");
        assertThat(page.getByRole(AriaRole.PROGRESSBAR)).hasCount(0);
        screenshots("imports");
        assertThat(Keys.number(
                        "SELECT COUNT(*) FROM product WHERE company_id = ? AND price = 1.5 AND stock = 5", company.id))
                .isEqualTo(30_000);

        context.clearCookies();
        open(company, company.viewer());
        assertThat(pages.row("Shop export")).isVisible();
        assertThat(pages.button("Import")).hasCount(0);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Shop export"))
                .click();
        assertThat(page.getByLabel("price: Conversion")).isDisabled();
        assertThat(pages.button("Save mapper")).hasCount(0);
    }

    private void start(String name, String text) {
        page.getByLabel("With", new Page.GetByLabelOptions().setExact(true))
                .selectOption(new SelectOption().setLabel("Shop export"));
        pages.button("File").setInputFiles(file(name, text));
        pages.button("Import").click();
        assertThat(pages.row(name)).isVisible();
    }

    private static FilePayload file(String name, String text) {
        return new FilePayload(name, "text/csv", text.getBytes(ISO_8859_1));
    }

    private void open(OwnCompany company, String email) {
        openPage(company);
        pages.fillSignIn(email, OwnCompany.PASSWORD);
        assertThat(pages.heading("API")).isVisible();
    }

    private void openPage(OwnCompany company) {
        pages.open("/api/imports?company=" + company.id);
    }
}
