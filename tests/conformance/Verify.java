// Judges PDF files by veraPDF's engine: one line a file that fails, and a count at the end.
// usage: Verify FLAVOUR,FLAVOUR… LIST   (LIST names a file with one path a line)
import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class Verify {
    public static void main(String[] args) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        int passed = 0, failed = 0;
        for (String path : Files.readAllLines(Path.of(args[1]))) {
            boolean good = true;
            for (String name : args[0].split(",")) {
                PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
                try (FileInputStream in = new FileInputStream(path);
                        var parser = Foundries.defaultInstance().createParser(in, flavour);
                        var validator = Foundries.defaultInstance().createValidator(flavour, 100, true, false, false)) {
                    ValidationResult result = validator.validate(parser);
                    if (!result.isCompliant()) {
                        good = false;
                        TreeSet<String> rules = new TreeSet<>();
                        for (TestAssertion assertion : result.getTestAssertions()) {
                            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                                rules.add(assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber()
                                    + " " + assertion.getMessage());
                            }
                        }
                        System.out.println(path + " [" + name + "]: " + String.join("; ", rules));
                    }
                } catch (Exception problem) {
                    good = false;
                    System.out.println(path + " [" + name + "]: " + problem);
                }
            }
            if (good) passed++; else failed++;
        }
        System.out.println("judged " + passed + " " + failed);
    }
}
