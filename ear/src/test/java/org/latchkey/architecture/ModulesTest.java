package org.latchkey.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The realm's JBoss module gets exactly the modules that its classes use. */
class ModulesTest {

    private static final Path ROOT = Path.of(System.getProperty("latchkey.root"));

    @Test
    void realmNeedsExactlyTheModulesThatItsDescriptorNames() throws IOException {
        String descriptor = Files.readString(
                ROOT.resolve("wildfly-config/server/src/main/content/modules/org/latchkey/realm/main/module.xml"));
        Set<String> named = Pattern.compile("<module name=\"([^\"]+)\"/>")
                .matcher(descriptor)
                .results()
                .map(it -> it.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(needed()).isEqualTo(named);
    }

    private static Set<String> needed() {
        return new ClassFileImporter()
                .importPath(ROOT.resolve("wildfly-config/realm/target/classes")).stream()
                        .flatMap(it -> it.getDirectDependenciesFromSelf().stream())
                        .map(it -> it.getTargetClass().getBaseComponentType())
                        .filter(it -> !it.isPrimitive())
                        .map(JavaClass::getPackageName)
                        .filter(it -> !it.startsWith("org.latchkey."))
                        .map(ModulesTest::moduleOf)
                        .filter(it -> !it.equals("java.base"))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String moduleOf(String packageName) {
        if (packageName.startsWith("org.wildfly.security.")) {
            return "org.wildfly.security.elytron";
        }
        if (packageName.startsWith("org.infinispan.commons")) {
            return "org.infinispan.commons";
        }
        if (packageName.startsWith("org.infinispan")) {
            return "org.infinispan.core";
        }
        if (packageName.startsWith("io.github.bucket4j")) {
            return "com.bucket4j";
        }
        if (packageName.startsWith("com.nimbusds") || packageName.startsWith("net.minidev")) {
            return "com.nimbusds";
        }
        return ModuleLayer.boot().modules().stream()
                .filter(module -> module.getDescriptor().exports().stream()
                        .map(Exports::source)
                        .anyMatch(packageName::equals))
                .map(Module::getName)
                .findFirst()
                .orElse("(none for " + packageName + ")");
    }
}
