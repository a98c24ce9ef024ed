"""Which DICOM attributes may leave the house: everything that is not listed here stays.

A list of what is kept, not of what is removed: an attribute nobody thought of is left out, and so
is every private one. What the Basic Application Level Confidentiality Profile (PS3.15 table E.1-1)
removes, empties or replaces is on none of these lists, but for dates (moved) and, of a PET, the
weight and the times without which there is no SUV. They hold at every depth of sequences.
"""

from __future__ import annotations

from pydicom.datadict import tag_for_keyword

# Identifiers of things, each replaced by a new one, the same for the same within an export.
_UIDS = (
    "StudyInstanceUID SeriesInstanceUID SOPInstanceUID FrameOfReferenceUID DimensionOrganizationUID"
)
# Moved by the patient's own number of days: what lies between two of them stays.
_DATES = "StudyDate SeriesDate AcquisitionDate ContentDate"
# Kept of a PET alone (PS3.15 E.3.6 and E.3.3): without them no SUV could be calculated.
_OF_PET = (
    "PatientWeight SeriesTime AcquisitionTime RadiopharmaceuticalStartTime "
    "RadiopharmaceuticalStartDateTime"
)

_GENERAL = (
    "SOPClassUID ImageType Modality Manufacturer ManufacturerModelName BodyPartExamined "
    "Laterality ImageLaterality FrameLaterality PatientPosition PatientOrientation ViewPosition "
    "InstanceNumber SeriesNumber AcquisitionNumber TemporalPositionIdentifier "
    "NumberOfTemporalPositions BurnedInAnnotation LossyImageCompression "
    "LossyImageCompressionRatio LossyImageCompressionMethod "
    "AnatomicRegionSequence AnatomicRegionModifierSequence "
    "CodeValue CodingSchemeDesignator CodeMeaning"
)
_PIXELS = (
    "SamplesPerPixel PhotometricInterpretation PlanarConfiguration NumberOfFrames Rows Columns "
    "BitsAllocated BitsStored HighBit PixelRepresentation PixelAspectRatio "
    "SmallestImagePixelValue LargestImagePixelValue PixelPaddingValue PixelPaddingRangeLimit "
    "PixelIntensityRelationship PixelIntensityRelationshipSign PresentationLUTShape "
    "WindowCenter WindowWidth WindowCenterWidthExplanation VOILUTFunction "
    "RescaleIntercept RescaleSlope RescaleType "
    "ModalityLUTSequence ModalityLUTType VOILUTSequence LUTDescriptor LUTExplanation LUTData "
    "RedPaletteColorLookupTableDescriptor GreenPaletteColorLookupTableDescriptor "
    "BluePaletteColorLookupTableDescriptor RedPaletteColorLookupTableData "
    "GreenPaletteColorLookupTableData BluePaletteColorLookupTableData "
    "SegmentedRedPaletteColorLookupTableData SegmentedGreenPaletteColorLookupTableData "
    "SegmentedBluePaletteColorLookupTableData"
)
_PLACE = (
    "PixelSpacing ImagerPixelSpacing NominalScannedPixelSpacing "
    "EstimatedRadiographicMagnificationFactor ImagePositionPatient ImageOrientationPatient "
    "SliceThickness SpacingBetweenSlices SliceLocation GantryDetectorTilt"
)
_FRAMES = (
    "SharedFunctionalGroupsSequence PerFrameFunctionalGroupsSequence PixelMeasuresSequence "
    "PlanePositionSequence PlaneOrientationSequence FrameContentSequence DimensionIndexValues "
    "StackID InStackPositionNumber TemporalPositionIndex FrameAcquisitionNumber "
    "PixelValueTransformationSequence FrameVOILUTSequence FrameAnatomySequence "
    "CTImageFrameTypeSequence MRImageFrameTypeSequence FrameType "
    "DimensionOrganizationSequence DimensionOrganizationType DimensionIndexSequence "
    "DimensionIndexPointer FunctionalGroupPointer "
    "MREchoSequence EffectiveEchoTime MRDiffusionSequence DiffusionDirectionality "
    "DiffusionGradientDirectionSequence"
)
_CT = (
    "KVP ConvolutionKernel ScanOptions DataCollectionDiameter ReconstructionDiameter ExposureTime "
    "XRayTubeCurrent Exposure FilterType FocalSpots SpiralPitchFactor SingleCollimationWidth "
    "TotalCollimationWidth TableHeight RotationDirection CTDIvol"
)
_MR = (
    "ScanningSequence SequenceVariant MRAcquisitionType RepetitionTime EchoTime EchoNumbers "
    "InversionTime FlipAngle MagneticFieldStrength PixelBandwidth EchoTrainLength "
    "ImagingFrequency ImagedNucleus NumberOfAverages DiffusionBValue "
    "DiffusionGradientOrientation TriggerTime NumberOfPhaseEncodingSteps PercentSampling "
    "PercentPhaseFieldOfView AcquisitionMatrix InPlanePhaseEncodingDirection"
)
_PET = (
    "Units CountsSource RandomsCorrectionMethod AttenuationCorrectionMethod DecayCorrection "
    "ReconstructionMethod ScatterCorrectionMethod DecayFactor DoseCalibrationFactor "
    "FrameReferenceTime ActualFrameDuration CorrectedImage SeriesType SUVType "
    "RadiopharmaceuticalInformationSequence Radiopharmaceutical RadionuclideTotalDose "
    "RadionuclideHalfLife RadionuclidePositronFraction RadionuclideCodeSequence"
)
_EYE = "HorizontalFieldOfView PupilDilated"


def _tags(words: str) -> frozenset[int]:
    """Return the tags of keywords; raise KeyError for one that the Standard does not know."""
    found = {word: tag_for_keyword(word) for word in words.split()}
    unknown = [word for word, tag in found.items() if tag is None]
    if unknown:
        raise KeyError(", ".join(unknown))
    return frozenset(int(tag) for tag in found.values() if tag is not None)


UIDS = _tags(_UIDS)
DATES = _tags(_DATES)
OF_PET = _tags(_OF_PET)
KEPT = _tags(" ".join((_GENERAL, _PIXELS, _PLACE, _FRAMES, _CT, _MR, _PET, _EYE)))
