package org.latchkey.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.persistence.Entity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latchkey.audit.Audit;
import org.latchkey.operator.OperatorCommand;

/** The shape of the code: who may know whom. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importPaths(
                    List.of("wildfly-config/realm", "wildfly-config/server", "ejb", "web/account", "web/api").stream()
                            .map(module -> Path.of(System.getProperty("latchkey.root"), module, "target/classes"))
                            .toList());

    private static final String[] OAUTH = {
        "org.latchkey.client..", "org.latchkey.token..", "org.latchkey.oauth..", "org.latchkey.plugin.."
    };

    @Test
    void everyModuleIsLookedAt() {
        for (String name : List.of("credential.ApiKey", "server.Run", "apikey.ApiKeys", "pages.KeysPage", "api.Api")) {
            assertThat(CLASSES.contain("org.latchkey." + name)).as(name).isTrue();
        }
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.latchkey.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyPagesKnowFaces() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.latchkey.pages..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.faces..", "org.primefaces..")
                .check(CLASSES);
    }

    @Test
    void onlyOAuthKnowsItsMessages() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.latchkey.client..",
                        "org.latchkey.token..",
                        "org.latchkey.oauth..",
                        "org.latchkey.safe..",
                        "org.latchkey.realm..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.nimbusds..", "net.minidev..")
                .check(CLASSES);
    }

    @Test
    void onlyGraphQlKnowsItsEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.latchkey.graphql..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("graphql..", "org.dataloader..")
                .check(CLASSES);
    }

    @Test
    void onlyTheApiKnowsJaxRs() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.latchkey.api..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .check(CLASSES);
    }

    @Test
    void pagesAndResourcesTouchNoEntity() {
        noClasses()
                .that()
                .resideInAnyPackage("org.latchkey.pages..", "org.latchkey.api..")
                .should()
                .dependOnClassesThat()
                .areAnnotatedWith(Entity.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.persistence..")
                .check(CLASSES);
    }

    /** It asks for no permission, since whoever calls it has. */
    @Test
    void onlyServicesWriteEvents() {
        noClasses()
                .that()
                .resideInAnyPackage("org.latchkey.pages..", "org.latchkey.api..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Audit.class)
                .check(CLASSES);
    }

    @Test
    void entitiesStayInTheirPackage() {
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .and()
                .resideOutsideOfPackages(OAUTH)
                .should()
                .notBePublic()
                .check(CLASSES);
    }

    /** Each of the four decides something of the same rows. */
    @Test
    void entitiesOfOAuthStayInItsPackages() {
        noClasses()
                .that()
                .resideOutsideOfPackages(OAUTH)
                .should()
                .dependOnClassesThat(resideInAnyPackage(OAUTH).and(annotatedWith(Entity.class)))
                .check(CLASSES);
    }

    /** They ask for no permission, since only the operator's channel calls them. */
    @Test
    void commandsOfTheOperatorStayInTheirPackage() {
        classes().that().implement(OperatorCommand.class).should().notBePublic().check(CLASSES);
    }

    @Test
    void everyServiceSaysWhoMayCallIt() {
        classes()
                .that()
                .areAnnotatedWith(Stateless.class)
                .should()
                .beAnnotatedWith(RolesAllowed.class)
                .orShould()
                .beAnnotatedWith(PermitAll.class)
                .check(CLASSES);
    }

    @Test
    void realmKnowsNothingOfTheApplication() {
        noClasses()
                .that()
                .resideInAnyPackage("org.latchkey.realm..", "org.latchkey.credential..", "org.latchkey.chain..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.latchkey.account..", "org.latchkey.apikey..", "org.latchkey.audit..", "jakarta..")
                .check(CLASSES);
    }

    @Test
    void onlyTheClockTellsTheTime() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.latchkey.server..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }
}
